/**
 * Fast arithmetic in plain Java on float memory of any owner: ASH and its gradient in two passes, a
 * logistic function that the compiler vectorizes, and the sharing of samples between threads.
 *
 * <p>May enter: kernels that several engines use and that know no engine, with the loops, buffers
 * and threads they need. May not enter: graphs, operators, natives, and anything that only one
 * backend uses.
 */
package org.ash.host;
