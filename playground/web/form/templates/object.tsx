import type { MultiSchemaFieldTemplateProps, ObjectFieldTemplateProps } from '@rjsf/utils';
import { useState } from 'react';
import type { Values } from '../../api/types.ts';

/** The fields of an object; the advanced ones are folded away until one of them is needed. */
export function ObjectTemplate({
  properties,
  uiSchema,
  formData,
  errorSchema,
  fieldPathId,
}: ObjectFieldTemplateProps) {
  const isAdvanced = (name: string) =>
    (uiSchema?.[name] as { 'ui:options'?: { advanced?: boolean } })?.['ui:options']?.advanced === true;
  const plain = properties.filter(({ name }) => !isAdvanced(name));
  const advanced = properties.filter(({ name }) => isAdvanced(name));
  const isNeeded = advanced.some(
    ({ name }) =>
      (formData as Values | undefined)?.[name] !== undefined ||
      (errorSchema as Values | undefined)?.[name] !== undefined,
  );
  if (properties.length === 0) return <p className="quiet">There is nothing to fill in.</p>;
  return (
    <div className={fieldPathId.path.length === 0 ? 'fields' : 'fields inside'}>
      {plain.map(({ content }) => content)}
      {advanced.length > 0 && (
        <Advanced count={advanced.length} needed={isNeeded}>
          {advanced.map(({ content }) => content)}
        </Advanced>
      )}
    </div>
  );
}

interface AdvancedProps {
  count: number;
  needed: boolean;
  children: React.ReactNode;
}

function Advanced({ count, needed, children }: AdvancedProps) {
  const [unfolded, setUnfolded] = useState(needed);
  const [wasNeeded, setWasNeeded] = useState(needed);
  if (needed !== wasNeeded) {
    setWasNeeded(needed);
    if (needed) setUnfolded(true);
  }
  return (
    <details
      className="advanced"
      open={unfolded}
      onToggle={({ currentTarget }) => setUnfolded(currentTarget.open)}
    >
      <summary>Advanced ({count})</summary>
      {unfolded && children}
    </details>
  );
}

/** A field that may be several things: which one, then that. */
export const ChoiceTemplate = ({ selector, optionSchemaField }: MultiSchemaFieldTemplateProps) => (
  <div className="choice">
    {selector}
    {optionSchemaField}
  </div>
);
