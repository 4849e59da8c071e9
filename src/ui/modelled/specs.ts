import { readSpec, type SpecDocument } from './spec-document.ts';

const texts = import.meta.glob<string>(['../../components/**/spec.md', '../../run/spec.md'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** A component and the specs of its parts. */
export interface ModelledComponent {
  /** The folder of its kind; unique. */
  readonly id: string;
  readonly specs: readonly SpecDocument[];
}

/** All specs by component, in the order of their titles; a part's spec follows that of its whole. */
export function modelledComponents(): readonly ModelledComponent[] {
  const byId = new Map<string, SpecDocument[]>();
  for (const path of Object.keys(texts).sort((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1))) {
    const id = idOf(path);
    const specs = byId.get(id);
    const spec = readSpec(texts[path] ?? '');
    if (specs === undefined) byId.set(id, [spec]);
    else specs.push(spec);
  }
  return [...byId]
    .map(([id, specs]) => ({ id, specs }))
    .sort((a, b) => ((a.specs[0]?.title ?? '') < (b.specs[0]?.title ?? '') ? -1 : 1));
}

function idOf(path: string): string {
  return /components\/([^/]+)\//.exec(path)?.[1] ?? 'run';
}

const depthOf = (path: string): number => path.split('/').length;
