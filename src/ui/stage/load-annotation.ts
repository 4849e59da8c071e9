/** Fetches the drawing of annotations, which no scenario begins with. */
export const loadAnnotation = async () => (await import('./annotation-drawing.tsx')).AnnotationDrawing;
