import { measuresBy } from '../conditions.ts';
import { measuresOf } from '../measures.ts';

measuresBy(measuresOf);
