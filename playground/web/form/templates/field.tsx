import { descriptionId, errorId, type FieldTemplateProps } from '@rjsf/utils';

/** A field: its title and name, its control, what it is for, and what is wrong with it. */
export function FieldTemplate(props: FieldTemplateProps) {
  const { id, label, required, rawErrors = [], children, schema, hidden, fieldPathId, uiSchema } = props;
  const { path } = fieldPathId;
  if (hidden === true) return <div hidden>{children}</div>;
  if (path.length === 0) return children;
  const name = path.at(-1);
  const isItem = typeof name === 'number';
  // Lists and objects have no one control that a label could lead to.
  const isGroup = schema.type === 'array' || (schema.type === 'object' && uiSchema?.['ui:field'] !== 'file');
  const heading = (
    <>
      {isItem ? `${label || 'Item'}` : label}
      {required === true && <abbr title="required">*</abbr>}
    </>
  );
  return (
    <div className={`field ${rawErrors.length > 0 ? 'wrong' : ''}`} data-field={path.join('/')}>
      <div className="field-head">
        {isGroup ? <span className="label">{heading}</span> : <label htmlFor={id}>{heading}</label>}
        {!isItem && <code>{name}</code>}
      </div>
      {children}
      {schema.description !== undefined && (
        <small id={descriptionId(id)} className="description">
          {schema.description}
        </small>
      )}
      {rawErrors.length > 0 && (
        <p id={errorId(id)} className="problem">
          {rawErrors.join(' ')}
        </p>
      )}
    </div>
  );
}
