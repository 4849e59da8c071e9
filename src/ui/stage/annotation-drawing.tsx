import { memo, useMemo } from 'react';
import { paint } from '../drawing/paint.ts';
import { Text } from '../drawing/text.tsx';
import { ANNOTATION_TYPE, placeAnnotation, type Annotation } from './annotation-place.ts';
import type { StageLayout } from './placed.ts';

export interface AnnotationDrawingProps {
  readonly annotation: Annotation;
  readonly layout: StageLayout;
}

/** A sentence about one thing on the stage, tied to it by a line. */
export const AnnotationDrawing = memo(function AnnotationDrawing({ annotation, layout }: AnnotationDrawingProps) {
  const placed = useMemo(() => placeAnnotation(annotation, layout), [annotation, layout]);
  if (placed === null) return null;
  const { title, text, box, leader } = placed;
  const type = ANNOTATION_TYPE;
  const below = box.y + title.length * type.titleLine;
  return (
    <g data-annotation="">
      <path d={`M${leader[0].join()}L${leader[1].join()}`} stroke={paint('ink-1')} strokeWidth={1.5} fill="none" />
      {title.map((line, i) => (
        <Text
          key={i}
          x={box.x}
          y={box.y + 16 + i * type.titleLine}
          size={type.title}
          weight={680}
          face="display"
          halo="paper-stage"
        >
          {line}
        </Text>
      ))}
      {text.map((line, i) => (
        <Text
          key={i}
          x={box.x}
          y={below + 16 + i * type.textLine}
          size={type.text}
          weight={450}
          colour="ink-2"
          halo="paper-stage"
        >
          {line}
        </Text>
      ))}
    </g>
  );
});
