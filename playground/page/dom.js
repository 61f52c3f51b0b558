/**
 * Makes an element. Texts become text nodes, so nothing that comes from a server or a bucket is ever read as HTML.
 * @param {string} tag
 * @param {Record<string, unknown>} properties attributes; functions are listeners; undefined and false are left out
 * @param {...(Node | string | undefined)} children
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/**
 * Shows a dialog with a form in it and waits; undefined when it is given up.
 * @param {() => unknown} read what to give back; when it throws or rejects, the message is shown and the dialog stays
 */
export function ask(title, children, action, read, danger = false) {
  const dialog = byId('dialog');
  return new Promise((resolve) => {
    const problem = element('p', { class: 'problem', role: 'alert' });
    const submit = async (event) => {
      event.preventDefault();
      try {
        const answer = await read();
        dialog.close();
        resolve(answer);
      } catch (error) {
        problem.textContent = [error.message, error.fix].join(' ');
      }
    };
    dialog.replaceChildren(
      element(
        'form',
        { submit },
        element('h2', { id: 'dialog-title' }, title),
        ...children,
        problem,
        element(
          'footer',
          {},
          element('button', { type: 'button', click: () => dialog.close() }, 'Cancel'),
          element('button', { class: danger ? 'danger' : 'primary' }, action),
        ),
      ),
    );
    dialog.addEventListener('close', () => resolve(undefined), { once: true });
    dialog.showModal();
    // Enter must not confirm what cannot be undone.
    if (danger) dialog.querySelector('footer button').focus();
  });
}
