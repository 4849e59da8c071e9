/** A built-in scenario, read from the YAML file of its name. */
export interface CatalogueEntry {
  /** Its public id. */
  readonly slug: string;
  readonly title: string;
  /** Fetches its document, which is a file of its own: nobody waits for scenarios that they don't open. */
  load(): Promise<unknown>;
}

const titles = import.meta.glob<string>('./*.yaml', { eager: true, query: '?title', import: 'default' });
const documents = import.meta.glob<unknown>('./*.yaml', { import: 'default' });

/** Every scenario document beside this file, by slug, which is the file's name. */
export const catalogue: ReadonlyMap<string, CatalogueEntry> = new Map(
  Object.entries(documents).map(([path, load]) => {
    const slug = path.slice('./'.length, -'.yaml'.length);
    return [slug, { slug, title: titles[path] ?? slug, load }];
  }),
);
