import { upload } from './api.js';
import { element } from './dom.js';
import { showError } from './outcome.js';

/** The examples of an operation, to fill its form in with. */
export function createPresets(examples, editor) {
  const fill = async () => {
    const example = examples[Number(control.value)];
    editor.write(control.value === '' || !example ? {} : await withFile(example.input));
  };
  const control = element(
    'select',
    { id: 'preset', change: () => fill().catch(showError) },
    ...examples.map(({ reason }, index) => element('option', { value: index }, `Example: ${reason}`)),
    element('option', { value: '' }, 'Empty'),
  );
  const choose = async (value) => {
    control.value = value;
    await fill();
  };
  return { label: element('label', { class: 'hidden', for: 'preset' }, 'Example'), control, choose };
}

/** Examples name files at example.com, which has none; a small one made here stands in, so that they run. */
async function withFile(input) {
  if (!input.file?.url.startsWith('https://example.com/')) return input;
  const { name, mime_type } = input.file;
  const sample = new File([`A small sample in the place of ${name}.\n`], name, { type: mime_type });
  return { ...input, file: await upload(sample) };
}
