/** A scenario document parsed at build time; validate it before use. */
declare module '*.yaml' {
  const document: unknown;
  export default document;
}
