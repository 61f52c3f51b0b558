import { ArrayTemplate, ItemTemplate } from './array.tsx';
import { FieldTemplate } from './field.tsx';
import { InputTemplate } from './input.tsx';
import { ChoiceTemplate, ObjectTemplate } from './object.tsx';

export const templates = {
  ArrayFieldTemplate: ArrayTemplate,
  ArrayFieldItemTemplate: ItemTemplate,
  BaseInputTemplate: InputTemplate,
  FieldTemplate,
  MultiSchemaFieldTemplate: ChoiceTemplate,
  ObjectFieldTemplate: ObjectTemplate,
};
