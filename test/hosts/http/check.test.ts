import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveHost, type Served } from './support.ts';

let served: Served;
beforeAll(async () => {
  served = await serveHost();
});
afterAll(() => served.close());

const check = (operation: string, input: object, connection: string | undefined = 'sandbox') =>
  served.post(`/api/operations/${operation}/check`, { connection, input });

describe('checking an input', () => {
  it('tells what it needs, and makes no call', async () => {
    const input = { bucket_name: 'nowhere', object_path: 'a', text: 'x', tags: { a: 'b' } };
    expect((await check('put_object_text', input)).json).toEqual({
      needs: expect.arrayContaining([
        { action: 's3:PutObject', resource: 'arn:aws:s3:::nowhere/a' },
        expect.objectContaining({ action: 's3:PutObjectTagging' }),
      ]),
    });
  });

  it('gives the error that a run would give', async () => {
    const input = { bucket_name: 'under_score' };
    const answer = await check('head_bucket', input);
    const run = await served.run('head_bucket', input);
    expect(answer.status).toBe(200);
    expect(answer.json.error).toEqual(run.json.error);
    expect(answer.json.error.details.problems[0].field).toBe('bucket_name');
  });

  it('tells nothing of needs while the input does not name what it is about', async () => {
    expect((await check('get_object', {})).json.needs).toBeUndefined();
  });

  it('knows operations that call nothing, and connections that are not there', async () => {
    expect((await check('list_regions_ddl', {})).json).toEqual({ needs: [] });
    expect((await check('list_buckets', {}, 'nobody')).json.error).toMatchObject({
      code: 'connection_unknown',
    });
  });
});
