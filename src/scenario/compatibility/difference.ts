/** Which schema reads in a comparison: BACKWARD asks whether the new one reads, FORWARD whether the old one does. */
export type Direction = 'backward' | 'forward';

/** Why a reader can't read what a writer writes, under the name that schema registries give it; they fail without one at an ambiguous alias. */
export type DifferenceKind =
  | 'NAME_MISMATCH'
  | 'FIXED_SIZE_MISMATCH'
  | 'MISSING_ENUM_SYMBOLS'
  | 'READER_FIELD_MISSING_DEFAULT_VALUE'
  | 'TYPE_MISMATCH'
  | 'MISSING_UNION_BRANCH'
  | 'AMBIGUOUS_ALIAS';

/** One place where the reader's schema doesn't fit the writer's. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** Where in the reader's schema: "/fields/1/type"; "/" for the whole. */
  readonly path: string;
  /** What it is about: the reader's field, or what the writer has (a name, a type, a size, symbols). */
  readonly subject: string;
}

/** The difference in a sentence, with the schemas called new and old. */
export function differenceText({ kind, path, subject }: Difference, direction: Direction): string {
  const [reader, writer] = direction === 'backward' ? ['new', 'old'] : ['old', 'new'];
  switch (kind) {
    case 'READER_FIELD_MISSING_DEFAULT_VALUE':
      return `field \`${subject}\` at ${path} of the ${reader} schema has no default and is missing in the ${writer} schema`;
    case 'MISSING_ENUM_SYMBOLS':
      return `the ${reader} schema lacks the symbols ${subject} at ${path}, which the ${writer} schema writes`;
    case 'MISSING_UNION_BRANCH':
      return `the union at ${path} of the ${reader} schema has no branch for ${subject}, which the ${writer} schema writes`;
    case 'NAME_MISMATCH':
      return `the type at ${path} of the ${reader} schema is not named \`${subject}\`, as in the ${writer} schema, and has no such alias`;
    case 'FIXED_SIZE_MISMATCH':
      return `the size at ${path} of the ${reader} schema is not ${subject} bytes, as in the ${writer} schema`;
    case 'TYPE_MISMATCH':
      return `the type at ${path} of the ${reader} schema can't read ${subject}, which the ${writer} schema writes`;
    case 'AMBIGUOUS_ALIAS':
      return `the field at ${path} of the ${reader} schema means ${subject} of the ${writer} schema, which has both`;
  }
}
