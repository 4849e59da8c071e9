/** The space-time diagram in the room that the page gives it. */
export function SpaceTimeRegion({ strip }: { readonly strip: boolean }) {
  return <section aria-label="Space-time" data-strip={strip} />;
}
