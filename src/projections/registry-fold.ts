import type { RegistrySpec } from '../scenario/kinds/registry-spec.ts';
import type { Row } from '../scenario/scenario.ts';
import type { SchemaLevelSet, SchemaRegistered } from '../trace/entries/registry-entries.ts';
import type { Entry } from '../trace/entry.ts';
import { foldCommon, newborn } from './life-fold.ts';
import type { TableView } from './view.ts';
import type { RegistryView } from './views/registry-view.ts';

const MOST_RECENT = 5;

interface Version extends Pick<SchemaRegistered, 'subject' | 'version' | 'id' | 'schema'> {
  readonly registeredUs: number;
}

/** What a registry's entries come to; its view says it by subject. */
export interface RegistryState extends Pick<
  RegistryView,
  'id' | 'life' | 'interfaces' | 'level' | 'refusal' | 'counts'
> {
  /** Own levels of subjects. */
  readonly levels: ReadonlyMap<string, string>;
  /** Of all subjects, in the order of registration, without deleted ones. */
  readonly versions: readonly Version[];
}

export function initialRegistry({ id, level }: RegistrySpec): RegistryState {
  const counts = { registered: 0, known: 0, refused: 0, checked: 0 };
  return { ...newborn(id), level, refusal: null, counts, levels: new Map(), versions: [] };
}

export function foldRegistry(before: RegistryState, entry: Entry): RegistryState {
  const state = foldCommon(before, entry);
  if (entry.at !== state.id) return state;
  switch (entry.kind) {
    case 'schema.registered': {
      const { subject, version, id, schema, tUs, isNew } = entry;
      if (!isNew) return counted(state, 'known');
      const versions = [...state.versions, { subject, version, id, schema, registeredUs: tUs }];
      return counted({ ...state, versions }, 'registered');
    }
    case 'schema.refused': {
      const { subject, why, tUs } = entry;
      return counted({ ...state, refusal: { subject, why, atUs: tUs } }, 'refused');
    }
    case 'schema.checked':
      return counted(state, 'checked');
    case 'schema.deleted': {
      const isGone = ({ subject, version }: Version): boolean =>
        subject === entry.subject && entry.versions.includes(version);
      return { ...state, versions: state.versions.filter((version) => !isGone(version)) };
    }
    case 'schema.level-set':
      return levelled(state, entry);
    default:
      return state;
  }
}

export function registryView(state: RegistryState, entryCount: number): RegistryView {
  const { levels, versions, ...rest } = state;
  const names = [...new Set(versions.map(({ subject }) => subject))];
  const subjects = names.map((subject) => ({
    subject,
    level: levels.get(subject) ?? state.level,
    versions: versions.filter((version) => version.subject === subject),
  }));
  return {
    ...rest,
    kind: 'registry',
    entryCount,
    subjects,
    tables: [versionsTable(versions)],
    sub: `${subjects.length} ${subjects.length === 1 ? 'subject' : 'subjects'}, ${state.level}`,
    facts: [
      ['Level', state.level],
      ...subjects.map(({ subject, level, versions: own }): readonly [string, string] => [
        subject,
        `version ${own.map(({ version }) => version).join(', ')} · ${level}`,
      ]),
      ...(state.refusal === null ? [] : [['Last refusal', state.refusal.why] as const]),
    ],
  };
}

function counted(state: RegistryState, outcome: keyof RegistryState['counts']): RegistryState {
  return { ...state, counts: { ...state.counts, [outcome]: state.counts[outcome] + 1 } };
}

function levelled(state: RegistryState, { subject, level }: SchemaLevelSet): RegistryState {
  if (subject === null) return level === null ? state : { ...state, level };
  const levels = new Map(state.levels);
  if (level === null) levels.delete(subject);
  else levels.set(subject, level);
  return { ...state, levels };
}

function versionsTable(versions: readonly Version[]): TableView {
  const keyOf = ({ subject, version }: Version): string => `${subject} ${version}`;
  const rowOf = ({ subject, version, id, schema }: Version): Row => ({ subject, version, id, schema });
  return {
    name: 'versions',
    size: versions.length,
    recent: versions
      .slice(-MOST_RECENT)
      .toReversed()
      .map((version) => ({
        key: keyOf(version),
        row: rowOf(version),
        writtenUs: version.registeredUs,
        label: '',
      })),
    rows: () => new Map(versions.map((version) => [keyOf(version), rowOf(version)])),
  };
}
