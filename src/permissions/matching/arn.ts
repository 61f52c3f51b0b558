import type { Span } from './template.ts';
import { compilePattern, matchesPattern, type Pattern } from './wildcard.ts';

/** Five colons part an ARN's six components; the sixth, the resource, may have colons of its own. */
const COMPONENTS = 6;

/** `arn:partition:service:region:account:resource`, a pattern for each. */
export type ArnPattern = readonly Pattern[];

/** Prepares an ARN with wildcards; `*` alone gives a single component, which matches everything. */
export function compileArn(spans: readonly Span[]): ArnPattern {
  const components: Span[][] = [[]];
  for (const { text, wild } of spans) {
    const [head = '', ...tail] = text.split(':');
    components.at(-1)?.push({ text: head, wild });
    for (const part of tail) {
      if (components.length < COMPONENTS) components.push([{ text: part, wild }]);
      else components.at(-1)?.push({ text: `:${part}`, wild });
    }
  }
  return components.map(compilePattern);
}

/**
 * Whether an ARN matches, each component on its own, as `ArnEquals` and `ArnLike` have it:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn(pattern: ArnPattern, arn: string): boolean {
  if (pattern.length === 1) return pattern.every((component) => matchesPattern(component, arn));
  const components = componentsOf(arn);
  if (components.length !== pattern.length) return false;
  return pattern.every((component, index) => matchesPattern(component, components[index] ?? ''));
}

function componentsOf(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= COMPONENTS
    ? parts
    : [...parts.slice(0, COMPONENTS - 1), parts.slice(COMPONENTS - 1).join(':')];
}

/**
 * Prepares a value of a `Resource` element. A star that ends one of the first five components "can expand to match
 * beyond the colon boundaries", so with such a star the ARN is matched as one text, and so it is, for speed, where
 * they have no wildcard at all: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function compileResource(spans: readonly Span[]): (arn: string) => boolean {
  const wildcards = spans.map(({ text, wild }) => (wild ? text : text.replace(/[*?]/g, '.'))).join('');
  const components = wildcards.split(':');
  const head = components.slice(0, COMPONENTS - 1);
  const expands = components.length < COMPONENTS || head.some((component) => component.endsWith('*'));
  if (expands || !/[*?]/.test(head.join(''))) {
    const whole = compilePattern(spans);
    return (arn) => matchesPattern(whole, arn);
  }
  const pattern = compileArn(spans);
  return (arn) => matchesArn(pattern, arn);
}
