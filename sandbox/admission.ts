import { authorize } from './authorize.ts';
import { checkRequestPayment } from './configuration/request-payment.ts';
import type { Context } from './context.ts';
import { checkRegion } from './regions.ts';

/**
 * Refuses a request that went to the wrong region, whose caller may not do this, or does not agree to pay.
 * @throws S3Error
 */
export async function admit(context: Context, api: string): Promise<void> {
  checkRegion(context, api);
  await authorize(context, api);
  checkRequestPayment(context);
}
