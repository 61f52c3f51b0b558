import { ANY_OBJECT, answers, bodyOf, inPath, json, listOf, objectOf, schemaNamed, TEXT } from '../parts.ts';
import type { Paths } from './index.ts';

const NAME = inPath('name', 'The name of an operation.');
const GIVEN = { 'connection?': TEXT, 'input?': ANY_OBJECT };
const LOOKED_UP = { ...GIVEN, member: { ...TEXT, description: 'The member whose choices are asked for.' } };
const CHOICES = answers(200, 'The choices.', json(schemaNamed('Choices')));
const CHECKED = objectOf({ 'needs?': listOf(schemaNamed('Need')), 'error?': ANY_OBJECT });

/** What a form asks for while it is filled in. */
export const FORM_PATHS: Paths = {
  '/api/operations/{name}/check': {
    parameters: [NAME],
    post: {
      operationId: 'check_input',
      summary: 'What a run would need, and what would stop it before S3; calls nothing',
      requestBody: bodyOf(json(objectOf(GIVEN))),
      responses: answers(200, 'What it needs, and the error if there is one.', json(CHECKED)),
    },
  },
  '/api/operations/{name}/lookup': {
    parameters: [NAME],
    post: {
      operationId: 'lookup',
      summary: "The choices for a member of an operation's input",
      description: 'For members whose schema has `x-lookup`; `input` is the form so far.',
      requestBody: bodyOf(json(objectOf(LOOKED_UP))),
      responses: CHOICES,
    },
  },
  '/api/auth/lookup': {
    post: {
      operationId: 'lookup_for_connection',
      summary: 'The choices for a member of a connection',
      requestBody: bodyOf(json(objectOf(LOOKED_UP))),
      responses: CHOICES,
    },
  },
};
