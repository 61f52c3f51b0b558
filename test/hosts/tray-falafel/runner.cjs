/**
 * Tray's side, in a process of its own: a connector wrapped by falafel, which gets messages as Tray sends them. Where
 * falafel keeps its files is a bucket of the sandbox's.
 */
const { createRequire } = require('node:module');
const { join } = require('node:path');

const [folder, storage] = [process.argv[2], JSON.parse(process.argv[3])];
const falafel = createRequire(createRequire(join(folder, 'package.json')).resolve('@trayio/falafel'));
const { endpoint, accessKeyId, secretAccessKey } = storage;
const AWS = falafel('aws-sdk');
AWS.config.update({ accessKeyId, secretAccessKey, s3: { endpoint, s3ForcePathStyle: true } });

const { handler } = require(join(folder, 'main.js'));
process.on('message', ({ events }) => {
  handler(events, {}, (error, answers) => process.send({ error: error?.message, answers }));
});
process.send('ready');
