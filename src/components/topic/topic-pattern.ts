/** The words of a routing key or a binding key; the empty key has none, an empty word stands between two dots. */
export function wordsOf(key: string): readonly string[] {
  return key === '' ? [] : key.split('.');
}

/** The binding key of an AMQP topic exchange: `*` stands for exactly one word, `#` for any number of them. */
export class TopicPattern {
  readonly text: string;
  readonly #words: readonly string[];

  constructor(text: string) {
    this.text = text;
    this.#words = wordsOf(text);
  }

  /** Whether a message with this routing key is delivered. */
  matches(routingKey: string): boolean {
    return this.matchesWords(wordsOf(routingKey));
  }

  /** The same for a key that is split already, for buses that try it against many patterns. */
  matchesWords(words: readonly string[]): boolean {
    const pattern = this.#words;
    let at = 0;
    let next = 0;
    // Only the last `#` ever has to give words back: whatever stands before it has matched as early as it can.
    let hash = -1;
    let resume = 0;
    while (at < words.length) {
      const wanted = pattern[next];
      if (wanted === '#') {
        hash = next++;
        resume = at;
      } else if (next < pattern.length && (wanted === '*' || wanted === words[at])) {
        at++;
        next++;
      } else if (hash >= 0) {
        next = hash + 1;
        at = ++resume;
      } else return false;
    }
    while (pattern[next] === '#') next++;
    return next === pattern.length;
  }
}
