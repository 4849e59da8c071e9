import { projectFold } from '../component-projection.ts';
import { describesEntry } from '../entry-words.ts';
import { viewsKind } from '../kind.ts';
import { foldRegistry, initialRegistry, registryView } from '../registry-fold.ts';

viewsKind('registry', (spec, _, entries) => projectFold(entries, initialRegistry(spec), foldRegistry, registryView));

describesEntry('schema.registered', ({ subject, version, isNew }, who) =>
  isNew
    ? `${who} takes version ${version} of ${subject}`
    : `${who} has this schema already: version ${version} of ${subject}`,
);
describesEntry('schema.refused', ({ subject, why }, who) =>
  subject === '' ? `${who} refuses: ${why}` : `${who} refuses a schema for ${subject}: ${why}`,
);
describesEntry('schema.checked', ({ subject, compatible, level, against, why }, who) =>
  compatible
    ? `${who} finds that the schema fits ${subject} by ${level}`
    : `${who} finds that the schema does not fit version ${against} of ${subject} by ${level}: ${why}`,
);
describesEntry(
  'schema.deleted',
  ({ subject, versions }, who) =>
    `${who} deletes ${versions.length === 1 ? 'version' : 'versions'} ${versions.join(', ')} of ${subject}`,
);
describesEntry('schema.level-set', ({ subject, level }, who) => {
  if (level === null) return `${who} asks of ${subject} what it asks of all`;
  return `${who} asks ${subject === null ? 'all subjects' : subject} for ${level}`;
});
