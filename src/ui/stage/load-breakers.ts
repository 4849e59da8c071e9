/** Fetches the drawing of circuit breakers, which are there only once one has moved. */
export const loadBreakers = async () => (await import('./breakers-drawing.tsx')).BreakersDrawing;
