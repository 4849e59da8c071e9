/** Bounds of what a document may ask for; each has a sentence that says so when it bites. */
export const LIMITS = {
  /** Of the document's text, counted in UTF-16 units, which for nearly all documents is its size in bytes. */
  characters: 256 * 1024,
  depth: 32,
  /** Pieces of YAML: a document written by people has one for every three or four characters. */
  pieces: 100_000,
  /** Of values in the whole document. */
  values: 20_000,
  components: 60,
  messages: 100,
  statements: 200,
  /** Of one `for each`. */
  rounds: 10_000,
  /** Blocks of one `together`. */
  together: 20,
  /** Messages that a service has scheduled and not sent yet. */
  schedules: 10_000,
  steps: 40,
  variants: 20,
  workers: 1_000,
  partitions: 100,
  users: 1_000,
  attempts: 100,
  durationUs: 24 * 3_600_000_000,
  /** Arrivals any closer would fill the trace before anything can be seen. */
  shortestPauseUs: 100,
  expressionCharacters: 1_000,
  macroNesting: 3,
  handlerSteps: 100_000,
  conditionSteps: 10_000_000,
  textCharacters: 10_000,
  listItems: 10_000,
  /** Of one message's or row's data, counted over all its levels. */
  dataValues: 1_000,
} as const;
