import type { Data } from '../trace/message.ts';
import { argumentsText, answerText, CodeLines, type Piece } from './code-lines.ts';
import { distributionWords } from './distributions.ts';
import { durationWords, parseDuration } from './durations.ts';
import type { ExpressionSite } from './expression-site.ts';
import type { Template } from './expression.ts';
import { compileGuards } from './call-guards.ts';
import { compileHeaders } from './headers.ts';
import { shape } from './handler-site.ts';
import { isRecord } from './kind-words.ts';
import { LIMITS } from './limits.ts';
import { logOptions } from './log-options.ts';
import { checkData } from './message-data.ts';
import type { Path } from './problem.ts';
import type { Program, Statement } from './program.ts';
import type { References } from './references.ts';
import { compileRemoteRead } from './remote-read.ts';
import { compileRemoteChange, placeOf, type RemoteChange } from './remote-write.ts';
import { DEFAULT_PUBLISH_RETRY, DEFAULT_PUBLISH_TIMEOUT_US, retrySpec, timing } from './retries.ts';
import type { RetrySpec } from './scenario.ts';
import type { CallDocument, PublishDocument, StatementDocument } from './statement-schema.ts';
import type { WriteDocument } from './statements/write-schema.ts';
import { compileTemplate, expressionIn } from './template.ts';
import { compileVerb, type VerbContext } from './verb.ts';
import { variableOf } from './view-functions.ts';

/** Compiles a handler; `site` is what it knows when it starts. */
export function compileProgram(
  message: string,
  block: readonly StatementDocument[],
  path: Path,
  site: ExpressionSite,
  references: References,
): Program {
  return new ProgramCompiler(references).program(message, block, path, site);
}

type IfDocument = Extract<StatementDocument, { readonly if: string }>;

class ProgramCompiler {
  readonly #references: References;
  readonly #code = new CodeLines();
  #statements = 0;

  constructor(references: References) {
    this.#references = references;
  }

  program(message: string, block: readonly StatementDocument[], path: Path, site: ExpressionSite): Program {
    this.#code.add(0, 'on ', [message], ' as msg');
    const statements = this.#block(block, path, site, 1);
    if (this.#statements > LIMITS.statements) {
      this.#references.findings.add(
        path,
        `this handler has ${this.#statements} statements; ${LIMITS.statements} are allowed`,
      );
    }
    return { message, statements, lines: this.#code.lines };
  }

  #block(block: readonly StatementDocument[], path: Path, site: ExpressionSite, indent: number): Statement[] {
    let known = site;
    return block.map((document, i) => {
      this.#statements++;
      const at = [...path, i];
      const statement = this.#statement(document, at, known, indent);
      known = known.with({ names: newNames(statement).map((name) => [name, null]) });
      return statement;
    });
  }

  #statement(document: StatementDocument, path: Path, site: ExpressionSite, indent: number): Statement {
    const add = (...pieces: readonly Piece[]): number => this.#code.add(indent, ...pieces);
    const template = (field: string, value: Data | undefined): Template =>
      compileTemplate(value ?? {}, [...path, field], site);
    if ('work' in document || 'wait' in document) {
      const op = 'work' in document ? 'work' : 'wait';
      const duration = timing(
        'work' in document ? document.work : document.wait,
        [...path, op],
        this.#references.findings,
      );
      return { op, line: add(`${op} ${distributionWords(duration)}`), duration };
    }
    if ('call' in document) return this.#call(document, path, site, indent);
    if ('send' in document) {
      if (this.#references.isBroker(document.to))
        return this.#publish({ ...document, publish: document.send }, path, site, indent);
      this.#sent(document, document.send, path);
      this.#references.handler(document.to, document.send, [...path, 'to']);
      const line = add('send ', [document.send], ' to ', [document.to]);
      return { op: 'send', line, message: document.send, to: document.to, data: template('data', document.data) };
    }
    if ('publish' in document) return this.#publish(document, path, site, indent);
    const place = 'write' in document || 'delete' in document ? placeOf(document) : undefined;
    if (place !== undefined)
      return compileRemoteChange(document as RemoteChange, place, this.#verbContext(path, site, indent));
    if ('read' in document) {
      if (document.from !== undefined || document.atLeast !== undefined)
        return compileRemoteRead(document, this.#verbContext(path, site, indent));
      if (document.key === undefined || document.takes !== undefined)
        this.#references.findings.add(
          path,
          'a read of an own table is of one row, by its `key`, and takes no time; a database gives more, as in `from: shop-db`',
        );
      const as = document.as ?? variableOf(document.read);
      const key = template('key', document.key);
      return { op: 'read', line: add(`${as} = `, [document.read], `[${key.source}]`), table: document.read, key, as };
    }
    if ('write' in document) return this.#write(document, path, site, indent);
    if ('reply' in document)
      return { op: 'reply', line: add(`reply ${answerText(document.reply)}`), data: template('reply', document.reply) };
    if ('refuse' in document)
      return {
        op: 'refuse',
        line: add(`refuse ${answerText(document.refuse)}`),
        reason: template('refuse', document.refuse),
      };
    if ('fail' in document)
      return { op: 'fail', line: add(`fail ${answerText(document.fail)}`), reason: template('fail', document.fail) };
    if ('if' in document) return this.#if(document, path, site, indent);
    if ('dedupe' in document) {
      const key = template('dedupe', document.dedupe);
      return { op: 'dedupe', line: add('once per ', [key.source]), key };
    }
    return compileVerb(document, this.#verbContext(path, site, indent));
  }

  #verbContext(path: Path, site: ExpressionSite, indent: number): VerbContext {
    return {
      path,
      site,
      references: this.#references,
      line: (deeper, ...pieces) => this.#code.add(indent + deeper, ...pieces),
      template: (field, value, known = site) => compileTemplate(value ?? {}, [...path, field], known),
      block: (field, statements, known = site) =>
        this.#block(statements, [...path, ...[field].flat()], known, indent + 1),
      sent: (field, message, data) => {
        const contract = this.#references.message(message, [...path, field]);
        if (contract !== null) checkData(contract, data, path, this.#references.findings);
        return contract;
      },
    };
  }

  #call(document: CallDocument, path: Path, site: ExpressionSite, indent: number): Statement {
    const { call: message, to, as } = document;
    const contract = this.#sent(document, message, path);
    if (contract?.kind === 'event') {
      this.#references.findings.add(
        [...path, 'call'],
        `\`${message}\` is an event, which nobody answers; \`publish\` or \`send\` it`,
      );
    }
    this.#references.handler(to, message, [...path, 'to']);
    const before = as === undefined ? '' : `${as} = `;
    const taken = indent * 2 + before.length + to.length + message.length + 3;
    const line = this.#code.add(indent, before, [to], `.${message}(${argumentsText(document.data, taken)})`);
    const timeoutUs = us(document.timeout);
    const retry =
      document.retry === undefined ? null : retrySpec(document.retry, [...path, 'retry'], this.#references.findings);
    const guarded = compileGuards(document, path, this.#references.findings);
    const patience = patienceWords(timeoutUs, retry, guarded?.words);
    if (patience !== '') this.#code.add(indent + 1, patience);
    const data = compileTemplate(document.data ?? {}, [...path, 'data'], site);
    let fallback: Statement[] | null = null;
    if (document.fallback !== undefined) {
      this.#code.add(indent, 'if it fails');
      const within = site.with({ names: [['error', shape('a field of `error`', ['code', 'why'])]] });
      fallback = this.#block(document.fallback, [...path, 'fallback'], within, indent + 1);
    }
    return {
      op: 'call',
      line,
      message,
      to,
      data,
      timeoutUs,
      retry,
      guards: guarded?.guards ?? null,
      headers: compileHeaders({ idempotencyKey: document.idempotencyKey }, path, site),
      as: as ?? null,
      fallback,
    };
  }

  #publish(document: PublishDocument, path: Path, site: ExpressionSite, indent: number): Statement {
    const { publish: message, to, acks = true } = document;
    this.#sent(document, message, path);
    if (!this.#references.isBroker(to)) this.#references.log(to, [...path, 'to']);
    const headers = compileHeaders(document, path, site);
    const line = this.#code.add(
      indent,
      'send' in document ? 'send ' : 'publish ',
      [message],
      ' to ',
      [to],
      acks === false || acks === 0 ? ', no ack' : acks === 1 ? ', acks of the leader' : '',
    );
    return {
      op: 'publish',
      line,
      message,
      to,
      key: document.key === undefined ? null : compileTemplate(document.key, [...path, 'key'], site),
      // null is a tombstone.
      data: compileTemplate(document.data === undefined ? {} : document.data, [...path, 'data'], site),
      ...(headers && { headers }),
      acks: acks !== false && acks !== 0,
      ...(this.#references.broker &&
        this.#references.components.get(to)?.kind === 'log' && {
          producing: logOptions().producing(document, path, this.#references.findings),
        }),
      timeoutUs: us(document.timeout) ?? DEFAULT_PUBLISH_TIMEOUT_US,
      retry:
        document.retry === undefined
          ? DEFAULT_PUBLISH_RETRY
          : retrySpec(document.retry, [...path, 'retry'], this.#references.findings),
    };
  }

  #write(document: WriteDocument, path: Path, site: ExpressionSite, indent: number): Statement {
    const { write: table, key, set } = document;
    if (!isRecord(set) && expressionIn(set) === null) {
      this.#references.findings.add(
        [...path, 'set'],
        '`set` gives the fields of the row, as in `set: { status: placed }`',
      );
    }
    const keyTemplate = compileTemplate(key, [...path, 'key'], site);
    return {
      op: 'write',
      line: this.#code.add(indent, 'write ', [table], `[${keyTemplate.source}]`),
      table,
      key: keyTemplate,
      keyField: keyFieldOf(key),
      set: compileTemplate(set, [...path, 'set'], site.with({ names: [['row', null]] })),
    };
  }

  #if(document: IfDocument, path: Path, site: ExpressionSite, indent: number): Statement {
    const condition = site.with({ kind: 'test' }).condition(document.if, [...path, 'if']);
    const line = this.#code.add(indent, `when ${condition.source.trim()}`);
    const then = this.#block(document.then, [...path, 'then'], site, indent + 1);
    const otherwise: Statement[] = [];
    if (document.else !== undefined && document.else.length > 0) {
      this.#code.add(indent, 'otherwise');
      otherwise.push(...this.#block(document.else, [...path, 'else'], site, indent + 1));
    }
    return { op: 'if', line, condition, then, otherwise };
  }

  #sent(document: { readonly data?: Data | undefined }, message: string, path: Path) {
    const verb = ['call', 'send', 'publish'].find((one) => Object.hasOwn(document, one)) ?? '';
    const contract = this.#references.message(message, [...path, verb]);
    if (contract !== null) checkData(contract, document.data, path, this.#references.findings);
    return contract;
  }
}

/** The names under which later statements read what this one found. */
function newNames(statement: Statement): readonly string[] {
  if ('names' in statement) return statement.names;
  return 'as' in statement && statement.as !== null ? [statement.as] : [];
}

function patienceWords(timeoutUs: number | null, retry: RetrySpec | null, guards: readonly string[] = []): string {
  const words: string[] = [];
  if (timeoutUs !== null) words.push(`within ${durationWords(timeoutUs)}`);
  if (retry !== null && retry.attempts > 1) words.push(`${retry.attempts} attempts`);
  return [...words, ...guards].join(', ');
}

/** `=msg.orderId` names its column `orderId`; any other key's column is `key`. */
function keyFieldOf(key: Data): string {
  const path = /^\s*[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\s*$/.exec(expressionIn(key) ?? '');
  return path?.[0].trim().split('.').at(-1) ?? 'key';
}

function us(duration: string | undefined): number | null {
  if (duration === undefined) return null;
  const parsed = parseDuration(duration);
  return 'us' in parsed ? parsed.us : null;
}
