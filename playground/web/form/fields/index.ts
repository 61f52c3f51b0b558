import { FileField } from './file.tsx';
import { PairsField } from './pairs.tsx';

export const fields = { file: FileField, pairs: PairsField };
