export default function BucketsPage() {
  return <main id="main" />;
}
