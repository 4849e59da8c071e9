import { shortened } from '../../scenario/did-you-mean.ts';
import type { Findings, Path } from '../../scenario/problem.ts';

/** A leaf of an event. */
export type Scalar = string | number | boolean | null;

/** Whether one value of a field is one that the pattern asks for. */
export type ValueTest = (value: Scalar) => boolean;

/** Makes a test out of the operand of a match expression; null where it says to `findings` why it can't. */
export type ReadTest = (operand: unknown, findings: Findings, path: Path) => ValueTest | null;

/** Says what is wrong, and that there is no test. */
export function refuse(findings: Findings, path: Path, message: string): null {
  findings.add(path, message);
  return null;
}

/** A test of texts; no other value ever passes. */
export function testOfText(passes: (text: string) => boolean): ValueTest {
  return (value) => typeof value === 'string' && passes(value);
}

/** Whether a value is an object with fields, as JSON has them. */
export function isObject(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A part of a pattern as a message quotes it. */
export function shown(part: unknown): string {
  return `\`${shortened(JSON.stringify(part) ?? 'nothing')}\``;
}
