export { answerError, answerNotFound } from './answer-errors.ts';
export type { ConnectionView, NamedConnection } from './connections.ts';
export { httpErrors } from './errors.ts';
export { optionsOf, readConfig, type ServeConfig, type Sources } from './config/index.ts';
export { createHttpHost, type HttpHost } from './host.ts';
export type { HttpHostOptions, HttpLimits } from './options.ts';
export { serveHttp, type HttpServerOptions, type HttpServing } from './serve/index.ts';
export { statusOf } from './status.ts';
export type { RequestRecord } from './watch/observe.ts';
