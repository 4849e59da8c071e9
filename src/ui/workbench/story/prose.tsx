/** A piece of running text. */
export interface Run {
  readonly text: string;
  readonly strong: boolean;
}

/** Paragraphs of the document's Markdown subset: blank lines part them, `**…**` is strong. All else is plain text. */
export function paragraphsOf(markdown: string): readonly (readonly Run[])[] {
  return markdown
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replace(/\s+/g, ' '))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) =>
      paragraph
        .split(/\*\*(.+?)\*\*/)
        .map((text, index) => ({ text, strong: index % 2 === 1 }))
        .filter(({ text }) => text !== ''),
    );
}

/** A document's text. It becomes text nodes only, so markup in it is shown, never obeyed. */
export function Prose({ markdown, className }: { readonly markdown: string; readonly className?: string | undefined }) {
  return paragraphsOf(markdown).map((runs, index) => (
    <p key={index} className={className}>
      {runs.map((run, at) => (run.strong ? <strong key={at}>{run.text}</strong> : run.text))}
    </p>
  ));
}
