import { byId, element } from './dom.js';

/** What a first visit may try, in this order. */
const TOUR = {
  list_buckets: 'See which buckets there are.',
  put_object_text: 'Store a text as an object.',
  list_bucket_objects: 'Find it in its bucket.',
  get_object: 'Read it back as a file.',
  get_object_signed_url: 'Share it by a link that expires.',
};

/** What is shown before an operation is chosen. */
export function showWelcome(operations) {
  const steps = operations
    .filter(({ name }) => name in TOUR)
    .sort((one, other) => order(one) - order(other))
    .map(({ name, title }) =>
      element('li', {}, element('a', { href: `#${name}` }, title), element('small', {}, TOUR[name])),
    );
  byId('operation').replaceChildren(
    element('h2', {}, 'Try the connector'),
    element(
      'p',
      {},
      'Every operation opens with an example filled in: press Run. The connection "Sandbox" is an S3 server on ' +
        'this machine with a few demo buckets, so nothing here reaches AWS or costs anything.',
    ),
    element('ol', { class: 'tour' }, ...steps),
    element(
      'p',
      { class: 'quiet' },
      'Your own account: Add… a connection. What goes wrong is explained where the result would be; to see it, ' +
        'spell a bucket in capitals.',
    ),
  );
  byId('result').replaceChildren(element('p', { class: 'quiet' }, 'Not run yet.'));
}

const order = ({ name }) => Object.keys(TOUR).indexOf(name);
