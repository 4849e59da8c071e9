import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import text from './controls/text.module.css';

const announcements = createStore<{ readonly words: string; readonly count: number }>(() => ({ words: '', count: 0 }));

/** Says a sentence politely to screen readers. */
export function announce(words: string): void {
  announcements.setState(({ count }) => ({ words, count: count + 1 }));
}

/** The one place of the page where screen readers hear what happened. */
export function Announcer() {
  const { words, count } = useStore(announcements);
  // The same sentence twice is two announcements: a new element is read again where equal text is not.
  return (
    <div role="status" aria-live="polite" className={text.unseen}>
      <p key={count}>{words}</p>
    </div>
  );
}
