export function ensureChromium(say: (sentence: string) => void): Promise<string>;
export function findChromium(say: (sentence: string) => void): string | null;
