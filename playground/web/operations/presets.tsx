import type { ManifestOperation, Values } from '../api/types.ts';

interface PresetsProps {
  examples: ManifestOperation['examples'];
  onChoose: (input: Values) => void;
}

/** Examples to fill the form in with; each says what it is an example of. */
export const Presets = ({ examples, onChoose }: PresetsProps) => (
  <select
    className="presets"
    aria-label="Examples"
    value=""
    onChange={({ target }) => onChoose((examples[Number(target.value)]?.input ?? {}) as Values)}
  >
    <option value="" disabled hidden>
      Examples
    </option>
    {examples.map(({ reason }, index) => (
      <option key={reason} value={index}>
        {reason}
      </option>
    ))}
    <option value={-1}>Empty form</option>
  </select>
);
