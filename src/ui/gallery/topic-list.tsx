import { FacetWords } from './facet-words.tsx';
import styles from './gallery.module.css';
import type { ShownTopic } from './shown-topic.ts';

/** The topics as a list with the water line in its middle, where there is no room for the iceberg. */
export function TopicList({ topics }: { readonly topics: readonly ShownTopic[] }) {
  const shown = topics.filter(({ found }) => found);
  return (
    <>
      <TopicPart
        title="In the talk"
        topics={shown.filter(({ topic }) => topic.part === 'talk')}
        className={styles.listAbove}
      />
      <TopicPart
        title="Below the surface"
        topics={shown.filter(({ topic }) => topic.part === 'deep')}
        className={styles.listBelow}
      />
    </>
  );
}

function TopicPart({
  title,
  topics,
  className,
}: {
  readonly title: string;
  readonly topics: readonly ShownTopic[];
  readonly className: string | undefined;
}) {
  return (
    <section className={className} aria-label={title}>
      <h2 className={styles.partTitle}>{title}</h2>
      {topics.length === 0 && <p>No topic here is called that.</p>}
      <ol className={styles.list}>
        {topics.map(({ topic, built, step, current, href }) => {
          const words = (
            <FacetWords topic={topic} built={built} step={step} current={current} width={170} height={36} />
          );
          return (
            <li key={topic.slug}>
              {built ? (
                <a href={href} className={styles.listLink}>
                  {words}
                </a>
              ) : (
                <span className={styles.listQuiet}>{words}</span>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
