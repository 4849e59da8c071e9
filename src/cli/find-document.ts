import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BUILT_IN = new URL('../scenarios/', import.meta.url);

export interface FoundDocument {
  readonly text: string;
  /** As problems name it. */
  readonly name: string;
  /** Its public id where it is a built-in scenario. */
  readonly slug: string | null;
  readonly format: 'yaml' | 'json';
}

/** Reads a document by path or by the slug of a built-in scenario; a string says why it cannot. */
export function findDocument(operand: string | undefined): FoundDocument | string {
  const slugs = readdirSync(BUILT_IN)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length));
  if (operand === undefined) return `Which scenario? Name a file or one of: ${slugs.join(', ')}`;
  const isSlug = slugs.includes(operand);
  const path = isSlug ? fileURLToPath(new URL(`${operand}.yaml`, BUILT_IN)) : operand;
  if (!existsSync(path)) return `${operand} is neither a file nor a built-in scenario (${slugs.join(', ')})`;
  try {
    const text = readFileSync(path, 'utf8');
    return {
      text,
      name: isSlug ? `${operand}.yaml` : operand,
      slug: isSlug ? operand : null,
      format: path.endsWith('.json') ? 'json' : 'yaml',
    };
  } catch (error) {
    return `${operand} cannot be read: ${(error as Error).message}`;
  }
}
