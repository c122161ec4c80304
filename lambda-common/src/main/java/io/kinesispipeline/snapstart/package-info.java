/** What both functions do before SnapStart takes a snapshot of them. */
package io.kinesispipeline.snapstart;
