import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps } from '@rjsf/utils';

/** A list: its items, and a button for another one. */
export const ArrayTemplate = ({ items, onAddClick, fieldPathId, title }: ArrayFieldTemplateProps) => (
  <div className="list" id={fieldPathId.$id} role="group" aria-label={title}>
    {items}
    <button type="button" className="small" onClick={onAddClick}>
      + Add
    </button>
  </div>
);

export const ItemTemplate = ({ children, buttonsProps, index }: ArrayFieldItemTemplateProps) => (
  <div className="item">
    {children}
    <button
      type="button"
      className="plain"
      aria-label={`Remove item ${index + 1}`}
      onClick={buttonsProps.onRemoveItem}
    >
      ✕
    </button>
  </div>
);
