/** Has falafel make connectors.json of a connector, and prints it. In a process of its own: it sets globals. */
const { createRequire } = require('node:module');
const { join } = require('node:path');

const directory = process.argv[2];
const Falafel = createRequire(join(directory, 'package.json'))('@trayio/falafel');
process.stdout.write(JSON.stringify(new Falafel().generateJsonSchema({ directory })));
