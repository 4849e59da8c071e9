import { useEffect, useRef } from 'react';
import { KeyHint } from '../controls/key-hint.tsx';
import { Icon } from '../drawing/icon.tsx';
import styles from './gallery.module.css';

export interface TopicSearchProps {
  readonly value: string;
  readonly onChange: (typed: string) => void;
  /** Enter: go to the first that was found. */
  readonly onGo: () => void;
}

/** Finds a topic; `/` leads here from anywhere on the page. */
export function TopicSearch({ value, onChange, onGo }: TopicSearchProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || event.target === input.current) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <form
      className={styles.search}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onGo();
      }}
    >
      <label className={styles.searchField}>
        <Icon name="search" size={18} />
        <input
          ref={input}
          type="search"
          aria-label="Find a topic"
          aria-keyshortcuts="/"
          placeholder="Find a topic"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            onChange('');
            event.currentTarget.blur();
          }}
        />
        <KeyHint framed>/</KeyHint>
      </label>
    </form>
  );
}
