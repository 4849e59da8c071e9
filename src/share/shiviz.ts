import { Causality } from '../projections/causality/causality.ts';
import type { Entry } from '../trace/entry.ts';
import type { Trace } from '../trace/trace.ts';

/**
 * A trace as a log for ShiViz, in the form that it expects by default: a line with the host (the entry's place) and its
 * vector clock as JSON, then a line with what happened there, in `words`.
 */
export function shivizLog(trace: Trace, words: (entry: Entry) => string): string {
  const causality = new Causality(trace);
  return trace.entries
    .map((entry) => {
      const clock = [...causality.clockOf(entry.seq)].map(([at, count]) => `${JSON.stringify(hostOf(at))}:${count}`);
      return `${hostOf(entry.at)} {${clock.join(',')}}\n${oneLine(words(entry))}\n`;
    })
    .join('');
}

/** A host is a word. */
function hostOf(at: string): string {
  return at.replace(/\s+/g, '_');
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
}
