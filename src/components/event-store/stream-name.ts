/** Whether a stream goes by a name, which may be the beginning of several and `*`. */
export function isIn(stream: string, name: string): boolean {
  return name.endsWith('*') ? stream.startsWith(name.slice(0, -1)) : stream === name;
}
