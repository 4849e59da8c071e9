import { compileProgram } from '../compile-program.ts';
import { handlerSite } from '../handler-site.ts';
import type { KindContext } from '../kind.ts';
import type { Path } from '../problem.ts';
import type { Program } from '../program.ts';
import { usOf } from '../distributions.ts';
import type { ServiceSpec } from '../scenario.ts';
import type { StatementDocument } from '../statement-schema.ts';

const DEFAULT_RESTART_US = 500_000;

/** A statement that only configurations make. */
export function made(statement: object): StatementDocument {
  return statement as StatementDocument;
}

/** A handler made of a configuration; null, and a finding, where there is no such message. */
export function programFor(
  message: string,
  block: readonly StatementDocument[],
  path: Path,
  { references, parameters }: KindContext,
): Program | null {
  const contract = references.message(message, path);
  if (contract === null) return null;
  return compileProgram(message, block, path, handlerSite(contract, parameters, references.findings), references);
}

/** The process behind a configuration. */
export function processOf(
  document: {
    readonly workers?: number | undefined;
    readonly queue?: number | undefined;
    readonly restart?: string | undefined;
  },
  workers: number,
): Pick<ServiceSpec, 'workers' | 'queueLimit' | 'restartUs'> {
  return {
    workers: document.workers ?? workers,
    queueLimit: document.queue ?? null,
    restartUs: document.restart === undefined ? DEFAULT_RESTART_US : usOf(document.restart),
  };
}

/** What becomes of an answer that somebody else gave: it is passed on as it is. */
export function passedOn(answer: string): readonly StatementDocument[] {
  return [
    { if: `${answer}.code == 'refused'`, then: [{ refuse: `=${answer}.why` }] },
    { if: `${answer}.code != ''`, then: [{ fail: `=${answer}.why` }] },
    { reply: `=${answer}.data` },
  ];
}
