import Form, { type IChangeEvent } from '@rjsf/core';
import { useMemo } from 'react';
import type { Problem, Schema, Values } from '../api/types.ts';
import type { FormContext } from './context.ts';
import { fields } from './fields/index.ts';
import { errorTree } from './problems.ts';
import { controlsOf, formSchema } from './schema.ts';
import { templates } from './templates/index.ts';
import { validator } from './validator.ts';
import { widgets } from './widgets/index.ts';

interface SchemaFormProps {
  schema: Schema;
  input: Values;
  problems: readonly Problem[];
  onChange: (input: Values) => void;
  choicesOf: FormContext['choicesOf'];
  /** Tells the fields of forms on one page apart. */
  idPrefix?: string;
}

/** The form of a schema: one look, one set of fields, for operations and connections alike. */
export default function SchemaForm(props: SchemaFormProps) {
  const { schema, input, problems, onChange, choicesOf, idPrefix = 'input' } = props;
  const shown = useMemo(() => ({ schema: formSchema(schema), controls: controlsOf(schema) }), [schema]);
  const errors = useMemo(() => errorTree(problems), [problems]);
  const context = useMemo<FormContext>(() => ({ choicesOf, input }), [choicesOf, input]);
  return (
    <Form
      tagName="div"
      className="form"
      idPrefix={idPrefix}
      schema={shown.schema}
      uiSchema={shown.controls}
      formData={input}
      formContext={context}
      validator={validator}
      templates={templates}
      widgets={widgets}
      fields={fields}
      extraErrors={errors}
      experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults' }}
      noHtml5Validate
      showErrorList={false}
      onChange={(event: IChangeEvent) => onChange(cleaned(event.formData as Values))}
    >
      <></>
    </Form>
  );
}

/** The form keeps emptied members as undefined ones. */
const cleaned = (input: Values): Values =>
  Object.fromEntries(Object.entries(input ?? {}).filter(([, value]) => value !== undefined));
