import { useState, type FormEvent } from 'react';
import { isSeed } from '../../share/run-link.ts';
import { announce } from '../announcer.tsx';
import { Button } from '../controls/button.tsx';
import { Icon } from '../drawing/icon.tsx';
import { useWorkbench, useWorkbenchState } from './context.ts';
import styles from './sharing.module.css';

/** The link to this moment, and the seed that makes the run what it is. */
export function Sharing() {
  return (
    <>
      <p className={styles.about}>
        The link holds the scenario, its variant and seed, what you did, the step and the time.
      </p>
      <CopyLink />
      <SeedField />
      <TraceHash />
    </>
  );
}

const REFUSED = 'This browser did not let the page copy. Select the link and copy it.';

/** Copies a text; false where the browser refuses. */
async function copied(text: string): Promise<boolean> {
  try {
    // Outside a secure context there is no clipboard at all, which ends up below too.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Copies the address of this moment. */
function CopyLink() {
  const workbench = useWorkbench();
  const [link] = useState(() => new URL(workbench.link(), document.baseURI).href);
  const [done, setDone] = useState<boolean | null>(null);
  const copy = async (): Promise<void> => {
    const works = await copied(link);
    setDone(works);
    announce(works ? 'Copied.' : REFUSED);
  };
  return (
    <>
      <label className={styles.field}>
        Link
        <input className={styles.link} readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <Button look="primary" onClick={() => void copy()}>
        <Icon name={done === true ? 'check' : 'copy'} size={18} />
        {done === true ? 'Copied' : 'Copy link'}
      </Button>
      {done === false && <p className={styles.about}>{REFUSED}</p>}
    </>
  );
}

/** What two people compare to know that they see the same run. */
function TraceHash() {
  const workbench = useWorkbench();
  const [hash] = useState(() => workbench.traceHash());
  return (
    <p className={styles.about}>
      Trace up to here:{' '}
      <output aria-label="Trace" className={styles.hash}>
        {hash}
      </output>
    </p>
  );
}

/** The number from which all chance of this run comes. */
function SeedField() {
  const workbench = useWorkbench();
  const seed = useWorkbenchState((state) => state.input.seed);
  const [text, setText] = useState(String(seed));
  const wanted = /^\d{1,16}$/.test(text) && isSeed(Number(text)) ? Number(text) : null;
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (wanted === null) return;
    workbench.setSeed(wanted);
    announce(`The run starts afresh with seed ${wanted}.`);
  };
  return (
    <form className={styles.seed} onSubmit={apply}>
      <label className={styles.field}>
        Seed
        <input
          inputMode="numeric"
          value={text}
          aria-invalid={wanted === null}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <Button type="submit" disabled={wanted === null || wanted === seed}>
        Use this seed
      </Button>
      <p className={styles.about}>
        {wanted === null
          ? 'A seed is a whole number from 0 on, with at most 16 digits.'
          : 'Another seed is other chance: the run starts afresh.'}
      </p>
    </form>
  );
}
