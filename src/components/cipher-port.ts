/** A key vault as those need it who write and read personal data: one key for each person. */
export interface Cipher {
  /** Encrypts under the person's key, which is made if there is none; null where that key was thrown away. */
  seal(key: string, plain: string): string | null;
  /** Decrypts; null where the key is gone or the text was not sealed with it. */
  open(key: string, sealed: string): string | null;
  /** Why the person's key cannot encrypt now. */
  whyNot?(key: string): string;
  /** Throws the person's key away, so that nobody can read what it sealed. Returns why nothing changes, or null. */
  forget?(key: string, cause: number): string | null;
}
