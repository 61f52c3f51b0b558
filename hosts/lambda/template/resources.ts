import type { Deployment } from './index.ts';

interface Parts extends Pick<Deployment, 'fifo' | 'timeoutSeconds'> {
  policies: readonly object[];
  variables: object;
}

const TIMEOUT_SECONDS = 60;
const FOURTEEN_DAYS = 14 * 24 * 3600;
/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html asks for both of these, at least. */
const TIMEOUTS_UNTIL_VISIBLE = 6;
const RECEIVES_UNTIL_DEAD = 5;

/** The resources of the template, and what it tells of them. */
export function resourcesOf({ policies, variables, fifo = false, timeoutSeconds = TIMEOUT_SECONDS }: Parts) {
  const queue = {
    ...(fifo && { FifoQueue: true, ContentBasedDeduplication: true }),
    SqsManagedSseEnabled: true,
  };
  return {
    Resources: {
      Function: functionOf({ policies, variables, fifo, timeoutSeconds }),
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          ...queue,
          VisibilityTimeout: timeoutSeconds * TIMEOUTS_UNTIL_VISIBLE,
          RedrivePolicy: {
            deadLetterTargetArn: arnOf('DeadLetterQueue'),
            maxReceiveCount: RECEIVES_UNTIL_DEAD,
          },
        },
      },
      DeadLetterQueue: {
        Type: 'AWS::SQS::Queue',
        Properties: { ...queue, MessageRetentionPeriod: FOURTEEN_DAYS },
      },
    },
    Outputs: {
      Function: { Value: { Ref: 'Function' } },
      Queue: { Value: { Ref: 'Queue' } },
      DeadLetterQueue: { Value: { Ref: 'DeadLetterQueue' } },
    },
  };
}

const functionOf = ({ policies, variables, fifo, timeoutSeconds }: Required<Parts>) => ({
  Type: 'AWS::Serverless::Function',
  Properties: {
    CodeUri: 'function/',
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    MemorySize: 512,
    Timeout: timeoutSeconds,
    LoggingConfig: { LogFormat: 'JSON' },
    Environment: { Variables: variables },
    Policies: policies,
    // For events that were sent without waiting for the answer; Lambda takes no FIFO queue for them.
    ...(!fifo && { DeadLetterQueue: { Type: 'SQS', TargetArn: arnOf('DeadLetterQueue') } }),
    Events: {
      Queue: {
        Type: 'SQS',
        Properties: {
          Queue: arnOf('Queue'),
          BatchSize: 10,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
        },
      },
    },
  },
});

const arnOf = (resource: string) => ({ 'Fn::GetAtt': [resource, 'Arn'] });
