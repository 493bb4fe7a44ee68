/**
 * A small strict JSON reader and writer (RFC 8259), so that checkpoints need no library.
 *
 * <p>May enter: the values, reading and writing them. May not enter: binding to classes; whoever
 * owns a class writes its members out.
 */
package org.ash.json;
