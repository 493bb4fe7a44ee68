/**
 * The binary layout of CIFAR-10 and CIFAR-100 (Krizhevsky, 2009): read from a folder or the
 * published archive, and written.
 *
 * <p>May enter: what knows these files' names, records and labels. May not enter: batches,
 * augmentation, downloads.
 */
package org.ash.data.cifar;
