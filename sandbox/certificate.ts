/**
 * A self-signed test certificate for localhost, 127.0.0.1 and *.s3.localhost, with its key.
 * The key is no secret: it is published with the package, and nobody but a test should trust the certificate.
 * Made by `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -addext subjectAltName=...`.
 */
export const TEST_CERTIFICATE = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDJHEFzJgJoK4PbQ6
sTo4oTpxQU5O67JhsR3SdZ2nLTyhRANCAATmHfCsXdUqzqoEN9R7V3jP1G5LHfEK
I59thw2mjb73WHn4A0hcc0HEtuzCKRre4kgjIVTC6iI4nm70qQvbCH+8
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIICADCCAaegAwIBAgIUEjFnEiyuzsjSeFijmsjcshJGQmcwCgYIKoZIzj0EAwIw
JjEkMCIGA1UEAwwbUzMgc2FuZGJveCB0ZXN0IGNlcnRpZmljYXRlMCAXDTI2MTEy
MjEzMTI1NVoYDzIxMjYxMDI5MTMxMjU1WjAmMSQwIgYDVQQDDBtTMyBzYW5kYm94
IHRlc3QgY2VydGlmaWNhdGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATmHfCs
XdUqzqoEN9R7V3jP1G5LHfEKI59thw2mjb73WHn4A0hcc0HEtuzCKRre4kgjIVTC
6iI4nm70qQvbCH+8o4GwMIGtMB0GA1UdDgQWBBT2kx8pEauHyR+sXR+6Z0jF27hL
HTAfBgNVHSMEGDAWgBT2kx8pEauHyR+sXR+6Z0jF27hLHTAPBgNVHRMBAf8EBTAD
AQH/MEUGA1UdEQQ+MDyCCWxvY2FsaG9zdIILKi5sb2NhbGhvc3SCDHMzLmxvY2Fs
aG9zdIIOKi5zMy5sb2NhbGhvc3SHBH8AAAEwEwYDVR0lBAwwCgYIKwYBBQUHAwEw
CgYIKoZIzj0EAwIDRwAwRAIgFEsG1JXNqm5FWu8wZUoztATEsmVsatkUCmK5vzjC
2/QCIEs77gJ59t3TpitNRBZsZ95/7D5TmmVC8g2UGlyXyFMR
-----END CERTIFICATE-----
`,
};
