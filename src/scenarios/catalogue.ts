/** A built-in scenario: its public id and its document, read from the YAML file of that name. */
export interface CatalogueEntry {
  readonly slug: string;
  readonly document: unknown;
}

const files = import.meta.glob<unknown>('./*.yaml', { eager: true, import: 'default' });

/** Every scenario document beside this file, by slug, which is the file's name. */
export const catalogue: ReadonlyMap<string, CatalogueEntry> = new Map(
  Object.entries(files).map(([path, document]) => {
    const slug = path.slice('./'.length, -'.yaml'.length);
    return [slug, { slug, document }];
  }),
);
