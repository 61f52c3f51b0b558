/** Whether an error says what is wrong with a policy document. */
export function isPolicyProblem(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'policy_invalid';
}
