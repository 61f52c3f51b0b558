/** The runtime's public surface: all that a connector (or another service's) builds on. */
export {
  contract,
  type Complete,
  type Context,
  type Contract,
  type Description,
  type NeededPermission,
  type Operation,
  type PermissionRow,
  type Unchecked,
} from './define.ts';
export { fail, runtimeErrors } from './catalogue.ts';
export {
  ConnectorError,
  errorsOf,
  fillIn,
  type Catalogue,
  type CatalogueEntry,
  type ErrorCategory,
  type ErrorFacts,
  type StageName,
} from './errors.ts';
export * from './files/index.ts';
export type { Manifest, ManifestOperation } from './manifest.ts';
export { requirementsOf, type Requirement } from './permissions/requirements.ts';
export { invalidInput, type Problem } from './problems.ts';
export {
  createRuntime,
  type Connector,
  type Host,
  type InputOf,
  type Logger,
  type OutputOf,
  type RunOptions,
  type RuntimeOptions,
} from './runtime.ts';
export type { JsonSchema } from './schema.ts';
export { inlineReferences } from './schema.ts';
export type { Auth, Circumstances, Connection, PreparedCall, Service, Verdict } from './service.ts';
export type { OnStage, StageEvent } from './trace.ts';
export { annotate } from './explain.ts';
export { createValidator, type Validator } from './validator.ts';
export { suggestion } from './wording.ts';
