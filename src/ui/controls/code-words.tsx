import styles from './code-words.module.css';

/** A sentence in which names between backticks are set as code. */
export function CodeWords({ children }: { readonly children: string }) {
  return children.split(/`([^`]+)`/).map((part, index) =>
    index % 2 === 1 ? (
      <code key={index} className={styles.code}>
        {part}
      </code>
    ) : (
      part
    ),
  );
}
