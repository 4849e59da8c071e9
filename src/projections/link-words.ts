import { listed } from './words.ts';

const WORDS: { readonly [fault: string]: string } = {
  ok: 'is whole again',
  cut: 'is cut',
  slow: 'is slow',
  lossy: 'loses messages',
  duplicating: 'makes copies of messages',
  reordering: 'lets messages overtake each other',
};

/** A link's condition as the rest of a sentence: "is slow and loses messages". */
export function linkCondition(state: string): string {
  return listed(state.split('+').map((fault) => WORDS[fault] ?? `is ${fault}`));
}
