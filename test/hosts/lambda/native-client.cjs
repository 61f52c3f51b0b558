/**
 * Stands for the one part of AWS's Runtime Interface Client that has to be compiled: its client of the Runtime API.
 * All else, from the loading of the handler to the error documents, is Amazon's own code.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
const Module = require('node:module');

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;
/** What was posted last: the next event is asked for when it has arrived. */
let posted;

const post = (path, body, headers) => {
  posted = fetch(`${api}/${path}`, { method: 'POST', body, headers });
};

const client = {
  initializeClient() {},
  async next() {
    await posted;
    const response = await fetch(`${api}/next`);
    return { bodyJson: await response.text(), headers: Object.fromEntries(response.headers) };
  },
  done: (id, body) => post(`${id}/response`, body),
  error: (id, body) => post(`${id}/error`, body),
};

const load = Module._load;
Module._load = function (request, ...others) {
  return request === './rapid-client.node' ? client : load.call(this, request, ...others);
};
