import { useEffect, useMemo, useState } from 'react';
import { readProgress } from '../../session/progress.ts';
import { catalogue } from '../../scenarios/catalogue.ts';
import { announce } from '../announcer.tsx';
import { classNames } from '../controls/class-names.ts';
import text from '../controls/text.module.css';
import { LandingMark } from '../landing-mark.tsx';
import { loadWorkbench } from '../load-workbench.ts';
import { remembered, storage } from '../storage.ts';
import { ThemeButton } from '../theme-button.tsx';
import { whenIdle } from '../when-idle.ts';
import styles from './gallery.module.css';
import { IcebergPicture } from './iceberg-picture.tsx';
import { Legend } from './legend.tsx';
import { TopicList } from './topic-list.tsx';
import { TopicSearch } from './topic-search.tsx';
import { matches, TOPICS } from './topics.ts';
import { usePageSize } from './use-page-size.ts';

/** All topics as one iceberg: those of the talk above the water line, those it only names below. */
export function Gallery() {
  const { width, height } = usePageSize();
  const [last] = useState(() => remembered('last'));
  const [typed, setTyped] = useState('');
  const looking = typed.trim() !== '';
  const shown = useMemo(
    () =>
      TOPICS.map((topic) => ({
        topic,
        built: catalogue.has(topic.slug),
        step: readProgress(storage(), topic.slug)?.step ?? null,
        current: last === topic.slug,
        found: matches(topic, typed),
        href: `#/s/${topic.slug}`,
      })),
    [last, typed],
  );
  const found = shown.filter((one) => one.found);
  useEffect(() => {
    if (looking) announce(found.length === 1 ? '1 topic found.' : `${found.length} topics found.`);
  }, [looking, found.length]);
  // What is opened next is here before it is asked for, and stays if the network goes.
  useEffect(() => whenIdle(() => void loadWorkbench().catch(() => {})), []);
  const go = (): void => {
    const first = found.find(({ built }) => built);
    if (looking && first !== undefined) window.location.hash = first.href;
    else if (looking) announce(found.length === 0 ? 'No topic is called that.' : 'It is not built yet.');
  };
  const ready = shown.filter(({ built }) => built).length;
  return (
    <div className={styles.gallery}>
      <header className={styles.top}>
        <p className={classNames(styles.brand, text.display)}>
          <LandingMark size={26} />
          Eventually
        </p>
        <span className={styles.space} />
        <TopicSearch value={typed} onChange={setTyped} onGo={go} />
        <ThemeButton />
      </header>
      <main className={styles.main}>
        <div className={styles.hero}>
          <h1 tabIndex={-1} className={classNames(styles.title, text.display)}>
            Break it. <br />
            Rewind it. <br />
            See why.
          </h1>
          <p className={styles.lead}>
            Small simulations of microservices and event-driven architecture.{' '}
            {ready < TOPICS.length &&
              `${ready} of ${TOPICS.length} ${ready === 1 ? 'is' : 'are'} ready; the others are being built.`}
          </p>
        </div>
        {width >= 1024 ? <IcebergPicture width={width} height={height} topics={shown} /> : <TopicList topics={shown} />}
        <Legend />
      </main>
    </div>
  );
}
